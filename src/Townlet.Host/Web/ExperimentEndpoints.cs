using Akka.Actor;
using Akka.Hosting;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Wire;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;
using Townlet.Host.Commands;

namespace Townlet.Host.Web;

/// <summary>What docs/protocol.md says of experiments.</summary>
internal static class ExperimentEndpoints
{
    private const string JsonType = "application/json";

    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(5);

    public static void MapExperiments(this WebApplication app, ExperimentShelf shelf)
    {
        Get("/api/experiments", () => Results.Text(ReportFiles.Json(shelf.List()), JsonType));
        Get("/api/experiments/{name}", (string name) =>
            Read(() => shelf.Report(name)) is { } report ? Results.Text(ReportFiles.Json(report), JsonType) : NoSuchExperiment(name));
        app.MapPost("/api/experiments/{name}/trials/{trial:int}/watch", async (
            string name, int trial, ShownRun shown, IRequiredActor<ISupervisor> supervisor, CancellationToken cancelled) =>
        {
            if (Read(() => shelf.RunOf(name, trial)) is not { } path)
            {
                return NoSuchExperiment($"{name} with a trial {trial}");
            }

            TownletOptions run;
            try
            {
                run = FollowedTrial.In(path, shown.Options);
            }
            catch (RunRefusedException refused)
            {
                return Refusal(refused.Message, StatusCodes.Status409Conflict);
            }

            return await supervisor.ActorRef.Ask<object>(new Supervisor.ShowRun(run), _answerWithin, cancelled) is Supervisor.Refused no
                ? Refusal(no.Reason, no.IsForNow ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict)
                : Results.Json(new Answer.Accepted("watch"), Answer.Json, statusCode: StatusCodes.Status202Accepted);
        });

        void Get(string pattern, Delegate handler) => app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
    }

    private static IResult NoSuchExperiment(string name) => Refusal($"There is no experiment {name} here.", StatusCodes.Status404NotFound);

    private static IResult Refusal(string reason, int status) => Results.Json(new Answer.Refusal(reason), Answer.Json, statusCode: status);

    /// <exception cref="BadHttpRequestException">The experiment cannot be read: 503.</exception>
    private static T Read<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (ExperimentRefusedException fault)
        {
            throw new BadHttpRequestException(fault.Message, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
