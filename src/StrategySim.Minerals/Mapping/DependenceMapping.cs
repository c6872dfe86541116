using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace StrategySim.Minerals.Mapping;

/// <summary>The published mapping from an importer's dependence on a supplier to the primitives of a concession game.</summary>
/// <remarks>
/// <para>In a concession game both sides hold or yield, and the importer i has the payoffs</para>
/// <code>
/// T = σV             my scheme wins
/// R = V/2 − c        both yield
/// S = (1 − σ)V − ρ   I concede
/// P = D − κ          we clash: each side falls back on its own chain, and controls do damage
/// </code>
/// <para>Dependence decides what a clash is worth:</para>
/// <code>
/// q = reliance · share      part of i's use that comes from j, 0 to 1
/// D = d_scale · (1 − q)     what i keeps when the chain splits
/// κ = k_scale · q · e       what controls of strength e cost i
/// </code>
/// <para>
/// <b>Why these forms.</b> If the chain splits, i keeps the part of its use that does not come from j: its outside option
/// falls in proportion to q. What j can withhold is the part that does come from j: damage rises in proportion to q, and
/// to the strength e of the controls, which the scenario says (1 by default; an expression over its states where
/// controls come with stress). Both are affine, the simplest forms with these directions and end points; no estimate of
/// curvature exists. Reliance is a yearly average of physical use; stocks, substitutes and prices that would bend the
/// forms are left to the market model.
/// </para>
/// <para>
/// <b>What it assumes.</b> The share of j among i's suppliers is the share in imports, so q takes imports from j to be as
/// hard to replace as others. A missing reliance is a marked assumption with its own text; a missing supplier share is
/// replaced by j's share of the world market, and marked. V, σ, c and ρ do not depend on the mineral. The coefficients are
/// explained in <see cref="MappingCoefficients"/>.
/// </para>
/// <para>Background: Wu and others, on the global governance of strategic minerals, describe the three games in words; the
/// formal family and this mapping are the project's own.</para>
/// </remarks>
public sealed partial record DependenceMapping
{
    private readonly string _outsideOption;
    private readonly string _clashDamage;

    private DependenceMapping(Mineral mineral, string importer, string supplier, DependenceOptions options)
    {
        string i = importer.ToLowerInvariant();
        string j = supplier.ToLowerInvariant();
        Mineral = mineral;
        Importer = importer;
        Supplier = supplier;
        Coefficients = options.Coefficients;
        Reliance = TermFinder.Reliance(mineral, importer, $"{options.Prefix}{i}_reliance", options);
        SupplierShare = TermFinder.SupplierShare(mineral, importer, supplier, $"{options.Prefix}{i}_from_{j}", options);
        DependenceName = $"{options.Prefix}{i}_on_{j}";
        _outsideOption = $"{options.Prefix}D_{i}";
        _clashDamage = $"{options.Prefix}k_{i}";
    }

    /// <summary>The mineral.</summary>
    public Mineral Mineral { get; }

    /// <summary>Code of the importer i.</summary>
    public string Importer { get; }

    /// <summary>Code of the supplier j.</summary>
    public string Supplier { get; }

    /// <summary>The mapping's own numbers.</summary>
    public MappingCoefficients Coefficients { get; }

    /// <summary>Import reliance of i: part of its use that comes from abroad.</summary>
    public DependenceTerm Reliance { get; }

    /// <summary>Share of j among the suppliers of i.</summary>
    public DependenceTerm SupplierShare { get; }

    /// <summary>Name of the dependence as a scenario parameter, such as <c>us_on_cn</c>.</summary>
    public string DependenceName { get; }

    /// <summary>q = reliance · share: part of i's use that comes from j, 0 to 1; exact.</summary>
    public decimal Dependence => Reliance.Value * SupplierShare.Value;

    /// <summary>D = d_scale · (1 − q), in units of payoff, rounded to 28 digits. Scenarios compute it exactly.</summary>
    public decimal OutsideOption => Coefficients.OutsideOptionScale.Number * (1 - Dependence);

    /// <summary>κ at escalation 1 = k_scale · q, in units of payoff, rounded to 28 digits. Scenarios compute it exactly.</summary>
    public decimal ClashDamage => Coefficients.ClashDamageScale.Number * Dependence;

    /// <summary>
    /// The five parameters of this pair as they should stand in a scenario: reliance and share with their provenance,
    /// then dependence, outside option and damage derived from them. They use the names of
    /// <see cref="MappingCoefficients.Parameters"/>, which a scenario states once.
    /// </summary>
    public ImmutableArray<ScenarioParameter> Parameters =>
    [
        Reliance.ToParameter(),
        SupplierShare.ToParameter(),
        new(DependenceName) { Derived = $"{Reliance.Name} * {SupplierShare.Name}" },
        new(_outsideOption) { Derived = $"{Coefficients.OutsideOptionScale.Name} * (1 - {DependenceName})", Unit = Coefficients.OutsideOptionScale.Unit },
        new(_clashDamage) { Derived = $"{Coefficients.ClashDamageScale.Name} * {DependenceName}", Unit = Coefficients.ClashDamageScale.Unit },
    ];

    /// <summary>What stands under <c>primitives</c> for the importer, as expressions over the parameters.</summary>
    /// <param name="escalation">Expression for the strength e of controls in a clash, at least 0; null for 1.</param>
    /// <param name="concessionCost">Expression for ρ, which dependence does not decide; 0 by default.</param>
    public ConcessionPrimitives Primitives(string? escalation = null, string concessionCost = "0") => new(
        Coefficients.Surplus.Name,
        Coefficients.WinnerShare.Name,
        Coefficients.CompromiseCost.Name,
        _outsideOption,
        concessionCost,
        escalation is null ? _clashDamage : $"{_clashDamage} * ({escalation})");

    /// <summary>Maps the dependence of an importer on a supplier.</summary>
    /// <param name="mineral">The mineral.</param>
    /// <param name="importer">Code of the importer i, such as <c>US</c>; a country or bloc.</param>
    /// <param name="supplier">Code of the supplier j, such as <c>CN</c>; a country or bloc other than i.</param>
    /// <param name="options">What to set differently from the published mapping, or null.</param>
    /// <exception cref="UnknownIdException">A code or product is unknown.</exception>
    /// <exception cref="ArgumentException">
    /// Importer and supplier are the same or an aggregate, the prefix is not a name, or a factor is neither known nor
    /// assumed nor given; the message says what would be accepted.
    /// </exception>
    public static DependenceMapping Of(Mineral mineral, string importer, string supplier, DependenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(mineral);
        options ??= DependenceOptions.Default;
        foreach (string code in new[] { importer, supplier })
        {
            if (MineralCatalog.Country(code).Kind == CountryKind.Aggregate)
                throw new ArgumentException($"{code} is an aggregate; expected a country or bloc.");
        }

        if (importer == supplier)
            throw new ArgumentException($"{importer} cannot depend on itself; importer and supplier must differ.");
        if (!NamePrefix().IsMatch(options.Prefix))
            throw new ArgumentException($"The prefix '{options.Prefix}' cannot begin a parameter name; expected a letter, then letters, digits and underscores.");

        return new DependenceMapping(mineral, importer, supplier, options);
    }

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9_]*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePrefix();
}
