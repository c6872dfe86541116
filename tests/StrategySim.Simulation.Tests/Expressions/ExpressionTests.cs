using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;

namespace StrategySim.Simulation.Tests.Expressions;

public sealed class ExpressionTests
{
    private static Rational Value(string text) => ExpressionParser.Parse(text).Evaluate(name => name switch
    {
        "a" => 2,
        "b" => Rational.Create(1, 3),
        "MSP.JP" => 1,
        _ => throw new KeyNotFoundException(name),
    });

    [Theory]
    [InlineData("1 + 2*3", "7")]
    [InlineData("(1 + 2)*3", "9")]
    [InlineData("7/2 - 3/2", "2")]
    [InlineData("1/3/2", "1/6")]
    [InlineData("2 - 3 - 4", "-5")]
    [InlineData("-a*b", "-2/3")]
    [InlineData("--a", "2")]
    [InlineData("a - -b", "7/3")]
    [InlineData("0.1 + 0.2", "3/10")]
    [InlineData("1e-3*a", "1/500")]
    [InlineData("max(0, a - 3/2)", "1/2")]
    [InlineData("min(a, b, 1/4)", "1/4")]
    [InlineData("max(a)", "2")]
    [InlineData("a*(b + MSP.JP)", "8/3")]
    [InlineData("\u2212a \u00D7 b", "-2/3")]
    public void Expressions_AreExact(string text, string expected) => Assert.Equal(Rational.Parse(expected), Value(text));

    [Theory]
    [InlineData("D0 + d_us*stress", "D0+d_us*stress")]
    [InlineData("((a))", "a")]
    [InlineData("a-(b-c)", "a-(b-c)")]
    [InlineData("(a-b)-c", "a-b-c")]
    [InlineData("a*(b/c)", "a*(b/c)")]
    [InlineData("1/2 * a", "1/2*a")]
    [InlineData("a * 0.5", "a*(1/2)")]
    [InlineData("-(a+b)", "-(a+b)")]
    [InlineData("max( 0 , a - 1.50 )", "max(0,a-3/2)")]
    public void CanonicalText_IsTheSameForTheSameTree_AndReadsBack(string text, string expected)
    {
        string canonical = ExpressionParser.Parse(text).ToString();
        Assert.Equal(expected, canonical);
        Assert.Equal(canonical, ExpressionParser.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("", 1, "ends where a number")]
    [InlineData("1 +", 4, "ends where a number")]
    [InlineData("a b", 3, "found 'b' where the expression should end")]
    [InlineData("(a", 3, "ends where ')'")]
    [InlineData("max 3", 5, "found '3' where '('")]
    [InlineData("1.2.3", 1, "'1.2.3' is not a number")]
    [InlineData("a $ b", 3, "found '$'")]
    [InlineData("1/0", 2, "division by zero")]
    [InlineData("NaN + $", 7, "found '$'")]
    public void Faults_NameThePlaceAndWhatWasFound(string text, int column, string says)
    {
        var error = Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(text));
        Assert.Equal(column, error.Column);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNesting_IsRefused_NotACrash()
    {
        Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('(', 900) + "1" + new string(')', 900)));
        Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('-', 1900) + "1"));
        Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('1', 5000)));
    }

    [Fact]
    public void Compiled_AgreesWithInterpreted_AndFoldsConstants()
    {
        Expression expression = ExpressionParser.Parse("k*(1/2 + a) - max(b, x*x, 0)/3");
        CompiledExpression compiled = CompiledExpression.Compile(expression, name => name switch
        {
            "x" => (default, 0, 7),
            "k" => (3, null, 1),
            "a" => (Rational.Half, null, 1),
            _ => (Rational.Create(1, 4), null, 1),
        });
        Assert.False(compiled.IsConstant);
        for (int n = -20; n <= 20; n++)
        {
            Rational x = Rational.Create(n, 7);
            Rational expected = expression.Evaluate(name => name switch { "x" => x, "k" => 3, "a" => Rational.Half, _ => Rational.Create(1, 4) });
            Assert.Equal(expected, compiled.Evaluate([x * 7]));
        }

        Assert.True(CompiledExpression.Compile(ExpressionParser.Parse("k*2 - max(k, 1)"), _ => (5, null, 1)).IsConstant);
    }
}
