using System.Text.Json;
using System.Text.RegularExpressions;
using Townlet.Configuration.Files;
using Townlet.Experiments.Plans;
using Townlet.Runs.Files;

namespace Townlet.Experiments;

/// <summary>The folder of an experiment: <c>experiment.json</c>, and below it the run folders of its trials, <c>arm/seed_n</c>.</summary>
public sealed partial class ExperimentFolder
{
    private const string DefinitionName = "experiment.json";
    private const string LockName = "experiment.lock";

    private ExperimentFolder(string path) => Path = path;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>The journal of the coordinator.</summary>
    public string Journal => System.IO.Path.Combine(Path, "experiment.db");

    private string DefinitionFile => System.IO.Path.Combine(Path, DefinitionName);

    /// <param name="root">Folder of all runs.</param>
    /// <param name="name">Name of the experiment, which need not exist yet.</param>
    /// <exception cref="ExperimentRefusedException">No folder may be called so.</exception>
    public static ExperimentFolder In(string root, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(name);
        return Safe().IsMatch(name)
            ? new ExperimentFolder(System.IO.Path.GetFullPath(System.IO.Path.Combine(root, name)))
            : throw new ExperimentRefusedException($"'{name}' cannot be the name of an experiment, since its folder is called so: use 1 to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit.");
    }

    public string PathOf(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return System.IO.Path.Combine(Path, trial.Folder);
    }

    /// <returns>What was asked for; null where there is no experiment yet.</returns>
    /// <exception cref="ExperimentRefusedException">experiment.json cannot be read, or the folder holds something else.</exception>
    public ExperimentDefinition? ReadDefinition()
    {
        try
        {
            using var stream = RegularFile.OpenRead(DefinitionFile);
            return JsonSerializer.Deserialize(stream, PlanJson.Default.ExperimentDefinition) ?? throw new JsonException("It holds null.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any(entry => System.IO.Path.GetFileName(entry) != LockName)
                ? throw new ExperimentRefusedException($"{Path} holds something else than an experiment: it has no {DefinitionName}. Choose another name with --experiment-name.")
                : null;
        }
        catch (JsonException fault)
        {
            throw new ExperimentRefusedException($"{DefinitionFile} is not the description of an experiment: {fault.Message} Put it right, or choose another name with --experiment-name.", fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentRefusedException($"{DefinitionFile} could not be read: {FileFault.Explain(failure)}", failure);
        }
    }

    /// <summary>Writes experiment.json in one step.</summary>
    /// <exception cref="ExperimentRefusedException">It cannot be written.</exception>
    public void Write(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        try
        {
            Directory.CreateDirectory(Path);
            using var pending = new PendingFile(DefinitionFile);
            JsonSerializer.Serialize(pending.Content, definition, PlanJson.Default.ExperimentDefinition);
            pending.Flush();
            pending.Publish();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentRefusedException($"{DefinitionFile} could not be written: {FileFault.Explain(failure)}", failure);
        }
    }

    /// <summary>Holds the experiment for one process. The system gives it back when that process ends, however it ends.</summary>
    /// <exception cref="ExperimentRefusedException">Another process runs it, or the folder cannot be made.</exception>
    public IDisposable Hold()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentRefusedException(
                FileFault.KindOf(failure) == FileFaultKind.Held
                    ? $"Another Townlet runs the experiment in {Path} at this moment. Stop it first, or choose another name with --experiment-name."
                    : $"The folder of the experiment, {Path}, could not be made: {FileFault.Explain(failure)}",
                failure);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();
}
