using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;
using Townlet.Actors.Wire;
using Townlet.Runs.Metrics;

namespace Townlet.Host.Web;

/// <summary>The HTTP half of docs/protocol.md, and the door to its WebSocket half.</summary>
internal static class TownletEndpoints
{
    private const int LargestMessage = 64 * 1024;
    private const int MostEpisodes = 10_000;
    private const string RetryAfter = "10";

    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(5);

    /// <summary>A slice of the trainer may take seconds, and it answers between two.</summary>
    private static readonly TimeSpan _carryOutWithin = TimeSpan.FromSeconds(30);

    public static void MapTownlet(this WebApplication app, TownletOptions options, AccessPolicy access, ViewerSeats seats)
    {
        app.Use(async (context, next) =>
        {
            SecurityHeaders.Add(context.Response.Headers, options.Instance);
            if (access.Refuse(context.Request) is { } reason)
            {
                await Refuse(context, StatusCodes.Status403Forbidden, reason);
            }
            else if (HttpMethods.IsPost(context.Request.Method) && !access.MayCommand(context.Request))
            {
                await Refuse(context, StatusCodes.Status401Unauthorized, "This needs the bearer token that the server printed when it started.");
            }
            else
            {
                try
                {
                    await next(context);
                }
                catch (Exception gone) when (context.RequestAborted.IsCancellationRequested
                    && gone is OperationCanceledException or IOException or System.Net.WebSockets.WebSocketException)
                {
                    // The client left in the middle of its request, as viewers do. There is no one to answer.
                }
                catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
                {
                    await Refuse(context, fault.StatusCode, fault.Message);
                }
            }
        });
        app.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            {
                context.Features.Set<IHttpUpgradeFeature>(new UpgradedConnection(upgrade));
            }

            return next(context);
        });
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });

        app.Map("/ws", (HttpContext context, IRequiredActor<ISupervisor> supervisor) => ServeViewer(context, supervisor.ActorRef, access, seats));
        app.Map("/ws/training", (HttpContext context, IRequiredActor<ISupervisor> supervisor) => ServeViewer(context, supervisor.ActorRef, access, seats));

        Get("/health/live", () => Json(new Answer.Liveness("live")));
        Get("/health/ready", async (IRequiredActor<ISupervisor> supervisor, TimeProvider time, CancellationToken cancelled) =>
        {
            var status = await Ask<Supervisor.Status>(supervisor, new Supervisor.GetStatus(), cancelled);
            return Json(
                Answer.Readiness.Of(status, time),
                status.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        Get("/api/status", async (IRequiredActor<ISupervisor> supervisor, TimeProvider time, CancellationToken cancelled) =>
            Json(Answer.Status.Of(await Ask<Supervisor.Status>(supervisor, new Supervisor.GetStatus(), cancelled), options, time)));
        Get("/api/episodes", (StoredRecords records, int from = 1, int limit = 1000) =>
        {
            if (limit is < 1 or > MostEpisodes)
            {
                return Json(new Answer.Refusal($"limit must lie between 1 and {MostEpisodes}, not {limit}."), StatusCodes.Status400BadRequest);
            }

            return Json(Answer.EpisodeList.Of(Read(() => records.Episodes(from, limit))));
        });
        Get("/api/transitions", (StoredRecords records, int from = 1) =>
        {
            var transitions = Read(() => records.Transitions(from));
            return Json(new Answer.TransitionList([.. transitions.Select(row => new StageChangedMessage(row.Transition))]));
        });
        Get("/api/visits", (StoredRecords records, int? from, int? to) =>
        {
            if (WhyNoRange(from, to) is { } reason)
            {
                return Json(new Answer.Refusal(reason), StatusCodes.Status400BadRequest);
            }

            return Json(Answer.Of(Read(() => records.Visits(from, to))));
        });
        Get("/api/policies", async (IRequiredActor<ISupervisor> supervisor, CancellationToken cancelled) =>
        {
            var policies = await Ask<CheckpointPublisher.Policies>(supervisor, new CheckpointPublisher.ListPolicies(), cancelled);
            return Json(new Answer.PolicyList([.. policies.Stored.Select(policy => new Answer.NamedPolicy(policy.Name, policy.Episode))]));
        });
        app.MapPrometheusScrapingEndpoint("/metrics");
        MapTraining("pause", new Trainer.Pause());
        MapTraining("resume", new Trainer.Resume());
        MapTraining("checkpoint", new Trainer.TakeCheckpoint());
        if (options.AllowsFaults)
        {
            app.MapPost("/api/faults/{component}", (string component, string? kind, IRequiredActor<ISupervisor> supervisor) =>
            {
                if (ComponentNames.Parse(component) is not { } which || !(which == Component.Supervisor || options.Components.Contains(which)))
                {
                    return Json(
                        new Answer.Refusal($"This run has no component '{component}' that could be made to fail; it has {string.Join(", ", options.Components.Select(ComponentNames.Of))}."),
                        StatusCodes.Status404NotFound);
                }

                if (kind is not (null or "throw" or "hang"))
                {
                    return Json(new Answer.Refusal($"kind must be throw or hang, not '{kind}'."), StatusCodes.Status400BadRequest);
                }

                if (which == Component.Supervisor && kind is "hang")
                {
                    return Json(new Answer.Refusal("The supervisor can only be made to throw: nobody looks whether it hangs."), StatusCodes.Status400BadRequest);
                }

                supervisor.ActorRef.Tell(new FaultSwitch.Trip(which, kind is "hang" ? FaultKind.Hang : FaultKind.Throw));
                return Json(new Answer.Fault(component), StatusCodes.Status202Accepted);
            });
        }

        // Kestrel leaves out the body of the answer to a HEAD request.
        void Get(string pattern, Delegate handler) => app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

        void MapTraining(string word, Trainer.ICommand command) =>
            app.MapPost($"/api/training/{word}", async (IRequiredActor<ISupervisor> supervisor, CancellationToken cancelled) =>
            {
                var answer = await AskAsync(supervisor, command, _carryOutWithin, cancelled);
                return answer is Supervisor.Refused refused
                    ? Json(new Answer.Refusal(refused.Reason), refused.IsForNow ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict)
                    : Json(new Answer.Accepted(word), StatusCodes.Status202Accepted);
            });
    }

    private static async Task ServeViewer(HttpContext context, IActorRef supervisor, AccessPolicy access, ViewerSeats seats)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refuse(context, StatusCodes.Status426UpgradeRequired, "This address speaks WebSocket.");
            return;
        }

        using var seat = seats.Take();
        if (seat is null)
        {
            if (seats.RefusesFirst())
            {
                context.RequestServices.GetRequiredService<ActorSystem>().EventStream.Publish(new Announcement(
                    Component.Viewers, AnnouncementSeverity.Warning, $"All {seats.Most} places for viewers are taken; more are refused. townlet.viewers.most and 'ulimit -n' decide how many there are."));
            }

            context.Response.Headers.RetryAfter = RetryAfter;
            // While it waits for a place it must not hold one of the few connections.
            context.Response.Headers.Connection = "close";
            await Refuse(context, StatusCodes.Status503ServiceUnavailable, $"All {seats.Most} places for viewers are taken; try again later.");
            return;
        }

        var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new WebSocketViewer(socket, ((UpgradedConnection)context.Features.GetRequiredFeature<IHttpUpgradeFeature>()).Stream!);
        IActorRef viewer;
        try
        {
            viewer = (await supervisor.Ask<Audience.Joined>(new Audience.Join(connection), _answerWithin, context.RequestAborted)).Viewer;
        }
        catch (Exception failure) when (failure is AskTimeoutException or ArgumentException or OperationCanceledException)
        {
            await connection.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.InternalServerError, "The town is still starting; try again.", _answerWithin);
            return;
        }

        var mayCommand = access.MayCommand(context.Request);
        await connection.ReadAsync(
            LargestMessage,
            received: frame => viewer.Tell(mayCommand
                ? new Viewer.Received(frame)
                : new Viewer.ReceivedUnusable("Commands need the token that the server printed when it started: add ?token=... to the address.")),
            unusable: reason => viewer.Tell(new Viewer.ReceivedUnusable(reason)),
            context.RequestAborted);
        viewer.Tell(new Viewer.Left());
    }

    /// <exception cref="BadHttpRequestException">The component that knows the answer is down or does not answer: 503.</exception>
    private static async Task<T> Ask<T>(IRequiredActor<ISupervisor> supervisor, object question, CancellationToken cancelled) =>
        await AskAsync(supervisor, question, _answerWithin, cancelled) switch
        {
            T answer => answer,
            Supervisor.Refused refused => throw new BadHttpRequestException(refused.Reason, StatusCodes.Status503ServiceUnavailable),
            var other => throw new InvalidOperationException($"{question.GetType().Name} was answered by {other.GetType().Name}."),
        };

    /// <exception cref="BadHttpRequestException">The records cannot be read: 503.</exception>
    private static T Read<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (MetricsDatabaseException failure)
        {
            throw new BadHttpRequestException(failure.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <exception cref="BadHttpRequestException">Nobody answers: 503.</exception>
    private static async Task<object> AskAsync(IRequiredActor<ISupervisor> supervisor, object question, TimeSpan within, CancellationToken cancelled)
    {
        try
        {
            return await supervisor.ActorRef.Ask<object>(question, within, cancelled);
        }
        catch (AskTimeoutException)
        {
            throw new BadHttpRequestException("The town is too busy to answer; try again.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <returns>Null where the episodes can be summed over.</returns>
    private static string? WhyNoRange(int? from, int? to)
    {
        var (first, last) = (from ?? 1, to ?? from ?? 1);
        return first < 1 || last < 1 ? "Episodes are numbered from 1."
            : last < first ? $"The range ends with episode {last}, before it begins with {first}."
            : from is not null && last - (long)first >= MostEpisodes ? $"The range has more than {MostEpisodes} episodes."
            : null;
    }

    private static async Task Refuse(HttpContext context, int status, string reason)
    {
        await Json(new Answer.Refusal(reason), status).ExecuteAsync(context);
    }

    private static IResult Json<T>(T answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, Answer.Json, statusCode: status);
}
