using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using StrategySim.GameTheory.Games;
using StrategySim.Testing;

namespace StrategySim.GameTheory.Tests.PublicApi;

/// <summary>What the games floor offers to others, as reviewable text: a change of it is a change of the approved file.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(char)] = "char",
    };

    [Fact]
    public void ThePublicApi_IsTheApprovedOne()
    {
        var text = new StringBuilder();
        foreach (Type type in typeof(NormalFormGame).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Kind(type)} {type.Namespace}.{Name(type)}{Bases(type)}\n");
            foreach (string member in Members(type).Order(StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
        }

        string actual = text.ToString();
        Assert.Equal(Repository.Approved(actual, Repository.Path("tests", "StrategySim.GameTheory.Tests", "PublicApi", "public-api.txt")), actual);
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (typeof(Delegate).IsAssignableFrom(type)) return "delegate";
        // A record has a method that copies it, a record struct only one that prints it.
        bool record = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        string noun = (record ? "record " : "") + (type.IsValueType ? "struct" : "class");
        if (type.IsValueType) return (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "") + noun;
        return (type.IsAbstract && type.IsSealed ? "static " : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + noun;
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum) return "";
        Type[] all = type.GetInterfaces();
        IEnumerable<Type> bases = all.Except(all.SelectMany(i => i.GetInterfaces())).Except(type.BaseType?.GetInterfaces() ?? []).OrderBy(Name, StringComparer.Ordinal);
        if (type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType)) bases = bases.Prepend(above);
        string list = string.Join(", ", bases.Select(Name));
        return list.Length == 0 ? "" : $" : {list}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute), false)).SelectMany(member => member switch
        {
            ConstructorInfo constructor when IsVisible(constructor) => [$"{Modifiers(constructor)}.ctor({Parameters(constructor)})"],
            MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                [$"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generic(method.GetGenericArguments())}({Parameters(method)})"],
            PropertyInfo property when property.GetAccessors(true).Any(IsVisible) => [Property(property)],
            FieldInfo { IsPublic: true } field => [$"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}"],
            _ => Array.Empty<string>(),
        });
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo first = property.GetAccessors(true).First(IsVisible);
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string accessors = $"{(property.GetMethod is { } get && IsVisible(get) ? "get; " : "")}{(property.SetMethod is { } set && IsVisible(set) ? init ? "init; " : "set; " : "")}";
        string index = property.GetIndexParameters() is { Length: > 0 } list ? $"[{string.Join(", ", list.Select(p => $"{Name(p.ParameterType)} {p.Name}"))}]" : "";
        return $"{Modifiers(first)}{Name(property.PropertyType)} {property.Name}{index} {{ {accessors}}}";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method) => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : method.IsAbstract && method.DeclaringType?.IsInterface == false ? "abstract " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return $"{way}{Name(type)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")}";
    }));

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return (tick < 0 ? name : name[..tick]) + Generic(type.GetGenericArguments());
    }

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
