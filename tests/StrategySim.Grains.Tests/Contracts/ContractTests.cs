using System.Reflection;
using System.Text;
using Orleans;
using Orleans.Concurrency;
using StrategySim.Grains.Contracts;
using StrategySim.Testing;

namespace StrategySim.Grains.Tests.Contracts;

/// <summary>What silos say to each other, as text: silos of two versions meet during an upgrade, so a change is made knowingly.</summary>
public sealed class ContractTests
{
    [Fact]
    public void TheContracts_AreThoseThatWereApproved()
    {
        string path = Repository.Path("tests", "StrategySim.Grains.Tests", "Contracts", "contracts.txt");
        string found = Describe();
        Assert.Equal(Repository.Approved(found, path), found);
    }

    [Theory]
    [InlineData("r", 0, "US")]
    [InlineData("01a2", 99, "odd/actor id")]
    public void TheKeyOfAnActor_ReadsBack(string run, int replication, string actor)
    {
        var key = new StateActorKey(run, replication, actor);
        Assert.Equal(key, StateActorKey.Parse(key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("run/unit/actor")]
    [InlineData("run/1")]
    public void AnythingElse_IsNoKey(string text) => Assert.Throws<FormatException>(() => StateActorKey.Parse(text));

    private static string Describe()
    {
        var text = new StringBuilder();
        Type[] types = [.. typeof(IRunGrain).Assembly.GetTypes().Where(type => type.GetCustomAttribute<AliasAttribute>() is not null && type.Namespace!.StartsWith("StrategySim", StringComparison.Ordinal)).OrderBy(Alias, StringComparer.Ordinal)];
        foreach (Type type in types)
        {
            text.Append(type.IsInterface ? "grain " : "message ").Append(Alias(type)).Append(type.IsInterface ? $" by {type.GetInterfaces().Single(i => i.Name.StartsWith("IGrainWith", StringComparison.Ordinal)).Name}" : "").Append('\n');
            if (type.IsInterface)
            {
                foreach (MethodInfo method in type.GetMethods().OrderBy(Alias, StringComparer.Ordinal))
                {
                    string marks = method.GetCustomAttribute<AlwaysInterleaveAttribute>() is null ? "" : " (interleaves)";
                    text.Append($"  {Alias(method)}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}): {Name(method.ReturnType)}{marks}\n");
                }
            }
            else
            {
                foreach (PropertyInfo member in type.GetProperties().Where(p => p.GetCustomAttribute<IdAttribute>() is not null).OrderBy(p => p.GetCustomAttribute<IdAttribute>()!.Id))
                    text.Append($"  {member.GetCustomAttribute<IdAttribute>()!.Id} {member.Name}: {Name(member.PropertyType)}\n");
            }
        }

        return text.ToString();
    }

    private static string Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? throw new InvalidOperationException($"{member.Name} has no alias.");

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericType) return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        return type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
    }
}
