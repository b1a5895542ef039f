// Pins for .NET 8 or newer, written by `linchpin emit dotnet`; it needs nothing else:
//
//     using var client = Pins.NewClient(Console.Error.WriteLine);
//     var text = await client.GetStringAsync("https://api.example.com/");
//
// Meant to guarantee (it was not compiled or run here: there is no .NET where Linchpin's tests run): a peer without a pinned
// key sees no byte of a request; .NET's own checks (chain, dates, host name) come first, and what they refuse stays refused;
// no session is resumed; nothing is sent in clear text.
//
// Not possible here, and why: only the leaf's key counts, since nothing here tells the path that was verified from what was
// merely sent, so pin leaf keys; pins have no end; an open connection is not checked again; IP addresses are refused.

#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

public static class Pins
{
    private sealed record Rule(string[] Pins, bool ReportOnly = false);

    // By pattern: a host, "*." before a domain for exactly one label more, "**." for the domain and all below it.
    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["api.example.com"] = new(
        [
            // leaf, CN=api.example.com, until 2027-02-19
            "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=",
            // backup key *(U+2F) -(U+2D)(U+3E) (U+3F)(U+3E) (U+23) (U+5C)u000a(U+A)rm -rf
            "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=",
        ]),
    };

    private static readonly HashSet<string> Exempt =
    [
    ];

    static Pins()
    {
        // A malformed pin would match nothing.
        foreach (var pin in Rules.Values.SelectMany(rule => rule.Pins))
        {
            var hash = new byte[32];
            var read = pin.StartsWith("sha256/", StringComparison.Ordinal)
                && Convert.TryFromBase64String(pin[7..], hash, out var length) && length == 32;
            if (!read || "sha256/" + Convert.ToBase64String(hash) != pin)
            {
                throw new FormatException($"{pin}: expected sha256/, 43 base64 characters and one =");
            }
        }
    }

    /// <summary>A client for all hosts. <paramref name="report"/> hears of refusals, and of what the policy reports.</summary>
    public static HttpClient NewClient(Action<string>? report = null) => new(new HttpsOnly(NewHandler(report)));

    /// <summary>The handler of NewClient, for whoever sets proxies, time-outs or credentials.</summary>
    public static SocketsHttpHandler NewHandler(Action<string>? report = null) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (sender, certificate, _, errors) =>
                errors == SslPolicyErrors.None && certificate is not null
                && Accepts(((SslStream)sender).TargetHostName, certificate, report ?? (_ => { })),
        },
    };

    private static bool Accepts(string text, X509Certificate certificate, Action<string> report)
    {
        var host = text.ToLowerInvariant();
        host = host.EndsWith('.') ? host[..^1] : host;
        if (IPAddress.TryParse(host.Trim('[', ']'), out _) || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            report($"{host} refused: not a DNS name");
            return false;
        }
        var pattern = Covering(host).FirstOrDefault(hosts => Rules.ContainsKey(hosts) || Exempt.Contains(hosts));
        if (pattern is null)
        {
            return true;
        }
        if (Exempt.Contains(pattern))
        {
            return true;
        }
        using var leaf = new X509Certificate2(certificate);
        var pin = "sha256/" + Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()));
        var rule = Rules[pattern];
        if (rule.Pins.Contains(pin))
        {
            return true;
        }
        report($"{host} {(rule.ReportOnly ? "accepted" : "refused")}: {pin} is no pin of the rule for {pattern}");
        return rule.ReportOnly;
    }

    // Every pattern that covers a host, the most specific first.
    private static IEnumerable<string> Covering(string host)
    {
        yield return host;
        yield return "**." + host;
        var wildcard = "*.";
        for (var dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (wildcard == "*.")
            {
                yield return wildcard + host[(dot + 1)..];
                wildcard = "**.";
            }
            yield return wildcard + host[(dot + 1)..];
        }
    }

    private sealed class HttpsOnly(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override System.Threading.Tasks.Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, System.Threading.CancellationToken cancellation) =>
            request.RequestUri?.Scheme == Uri.UriSchemeHttps
                ? base.SendAsync(request, cancellation)
                : throw new HttpRequestException("clear text has no key to pin");
    }
}
