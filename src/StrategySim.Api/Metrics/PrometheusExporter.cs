using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace StrategySim.Api.Metrics;

/// <summary>Collects the meters of this host and writes them in the Prometheus text format, version 0.0.4.</summary>
/// <remarks>Small on purpose: counters, up-down counters, gauges and histograms with fixed buckets, which is all that the meters here have.</remarks>
internal sealed class PrometheusExporter : IDisposable
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Seconds, from a millisecond to the longest budget; instruments that advise their own buckets keep them.
    private static readonly double[] DefaultBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

    private static readonly string[] Meters = [ApiMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    /// <param name="factory">Only its meters are collected: those of this host.</param>
    public PrometheusExporter(IMeterFactory factory)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && Meters.Contains(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything collected so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (Family family in _families.Values) family.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = Labels(tags);
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out Family? family)) _families.Add(instrument.Name, family = new Family(instrument));
            family.Add(labels, value);
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var pairs = new List<string>(tags.Length);
        foreach ((string key, object? value) in tags)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            pairs.Add($"{Name(key)}=\"{text}\"");
        }

        pairs.Sort(StringComparer.Ordinal);
        return string.Join(',', pairs);
    }

    private static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>One instrument and its series.</summary>
    private sealed class Family(Instrument instrument)
    {
        private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
        private readonly Kind _kind = KindOf(instrument);
        private readonly double[] _buckets = [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBuckets];

        public void Add(string labels, double value)
        {
            if (!_series.TryGetValue(labels, out Series? series)) _series.Add(labels, series = new Series(_kind == Kind.Histogram ? _buckets.Length : 0));
            series.Count++;
            series.Sum = _kind == Kind.Gauge ? value : series.Sum + value;
            for (int i = 0; i < series.Buckets.Length; i++)
            {
                if (value <= _buckets[i]) series.Buckets[i]++;
            }
        }

        public void Write(StringBuilder text)
        {
            string name = Name(instrument.Name);
            if (instrument.Unit == "s") name += "_seconds";
            if (_kind == Kind.Counter) name += "_total";
            if (!string.IsNullOrEmpty(instrument.Description)) text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description.Replace('\n', ' ')}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(_kind switch { Kind.Counter => "counter", Kind.Histogram => "histogram", _ => "gauge" })}\n");
            foreach ((string labels, Series series) in _series)
            {
                if (_kind != Kind.Histogram)
                {
                    Line(text, name, labels, "", series.Sum);
                    continue;
                }

                for (int i = 0; i < _buckets.Length; i++) Line(text, name + "_bucket", labels, $"le=\"{_buckets[i].ToString(CultureInfo.InvariantCulture)}\"", series.Buckets[i]);
                Line(text, name + "_bucket", labels, "le=\"+Inf\"", series.Count);
                Line(text, name + "_sum", labels, "", series.Sum);
                Line(text, name + "_count", labels, "", series.Count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, string more, double value)
        {
            string all = labels.Length > 0 && more.Length > 0 ? $"{labels},{more}" : labels + more;
            text.Append(name);
            if (all.Length > 0) text.Append('{').Append(all).Append('}');
            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        private static Kind KindOf(Instrument instrument) => instrument switch
        {
            Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double> => Kind.Counter,
            UpDownCounter<long> or UpDownCounter<double> => Kind.Sum,
            Histogram<double> or Histogram<long> => Kind.Histogram,
            _ => Kind.Gauge,
        };
    }

    private enum Kind
    {
        Counter,
        Sum,
        Gauge,
        Histogram,
    }

    private sealed class Series(int buckets)
    {
        public long[] Buckets { get; } = new long[buckets];

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
