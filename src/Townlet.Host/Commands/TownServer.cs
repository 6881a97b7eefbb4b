using System.Net;
using System.Net.Sockets;
using Townlet.Actors.Frontend;
using Townlet.Configuration.Settings;
using Townlet.Host.Web;

namespace Townlet.Host.Commands;

/// <summary>The server of a town: its port, taken before anything starts, its access policy and its page.</summary>
internal sealed class TownServer : IDisposable
{
    private const string FrontendFolder = "frontend";

    /// <summary>Where 'npm run build' leaves the page in a checkout.</summary>
    private const string BuiltFolder = "frontend/dist";

    private TownServer(Socket socket, AccessPolicy access, Uri address)
    {
        Socket = socket;
        Access = access;
        Address = address;
    }

    public Socket Socket { get; }

    public AccessPolicy Access { get; }

    public Uri Address { get; }

    /// <summary>A sentence for the user where the server uses another port; otherwise null.</summary>
    public string? Moved { get; private init; }

    /// <summary>A sentence for the user where the page is not served as wanted; otherwise null.</summary>
    public string? PageNotice { get; private init; }

    /// <summary>The page's own process; null where there is none.</summary>
    public FrontendOptions? Frontend { get; private init; }

    /// <summary>Folder of a built page that the server itself serves; null where there is none.</summary>
    public string? BuiltPage { get; private init; }

    /// <exception cref="RunRefusedException">A port is taken and must not be replaced, the address is none of this machine's, or the page that is wanted is not there.</exception>
    public static TownServer Take(RunSettings settings, UnifiedServerSettings pack)
    {
        var address = IPAddress.Parse(settings.Host);
        var wanted = settings.Port ?? pack.InferencePort;
        var socket = TakePort(settings, address, wanted);
        try
        {
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            var access = new AccessPolicy(address, settings.Host, settings.AllowedOrigins, Dns.GetHostName());
            var (frontend, builtPage, notice) = ChoosePage(settings, pack, address);
            return new TownServer(socket, access, new UriBuilder("http", address.ToString(), port).Uri)
            {
                Frontend = frontend is null ? null : frontend with { Hosts = access.Names },
                BuiltPage = builtPage,
                PageNotice = notice,
                Moved = port == wanted ? null : $"Port {wanted} is taken{HeldBy(wanted)}; the server uses {port} instead.",
            };
        }
        catch (RunRefusedException)
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => Socket.Dispose();

    private static Socket TakePort(RunSettings settings, IPAddress address, int port)
    {
        try
        {
            return ServerSocket.Listen(address, port, settings.FixedPorts) ?? throw new RunRefusedException(
                ExitCode.PortTaken,
                settings.FixedPorts
                    ? $"Port {port} is taken{HeldBy(port)}. Stop that program, choose another port with --port, or leave out --fixed-ports."
                    : $"No free port was found from {port} on. Choose another with --port.");
        }
        catch (SocketException failure)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"The server cannot listen on {address}: {failure.Message}. Choose another --host.");
        }
    }

    /// <summary>Chooses the development server where it can run, since it shows changes in frontend/; otherwise the built page.</summary>
    private static (FrontendOptions? Frontend, string? BuiltPage, string? Notice) ChoosePage(RunSettings settings, UnifiedServerSettings pack, IPAddress address)
    {
        if (settings.NoFrontend)
        {
            return (null, null, null);
        }

        // Only a published page is used without a notice: a built one in a checkout may be older than its sources.
        var published = PageIn(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        if (settings.BuiltPage)
        {
            return (null, published ?? PageIn(Checkout.Find(BuiltFolder)) ?? throw new RunRefusedException(
                ExitCode.BadInput,
                "There is no built page. Run 'npm ci' and 'npm run build' in frontend/, publish with 'dotnet publish', or leave out --frontend built."), null);
        }

        var port = settings.FrontendPort ?? pack.FrontendPort;
        var frontend = new FrontendOptions(
            Checkout.Find(FrontendFolder) ?? FrontendFolder, port, settings.FixedPorts, TimeSpan.FromSeconds(pack.HealthCheckTimeout));
        if (new ViteLauncher().WhyImpossible(frontend) is { } reason)
        {
            if (published is not null)
            {
                return (null, published, null);
            }

            if (PageIn(Checkout.Find(BuiltFolder)) is { } built)
            {
                return (null, built, $"{reason} Until then the server itself serves the page as it was built, from {built}.");
            }
        }

        if (settings.FixedPorts && !FreePort.IsFree(address, port))
        {
            throw new RunRefusedException(
                ExitCode.PortTaken,
                $"Port {port} is taken{HeldBy(port)}. Stop that program, choose another port for the page with --frontend-port, or leave out --fixed-ports.");
        }

        return (frontend, null, null);
    }

    private static string? PageIn(string? folder) => folder is not null && File.Exists(Path.Combine(folder, "index.html")) ? folder : null;

    private static string HeldBy(int port) => PortHolder.Find(port) is { } holder ? $" by {holder}" : "";
}
