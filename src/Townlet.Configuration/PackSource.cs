namespace Townlet.Configuration;

/// <summary>One file of a pack as it was read.</summary>
/// <param name="Name">File name: "bars.yaml".</param>
/// <param name="Text">Its content.</param>
/// <param name="BuiltIn">True where the file is part of the program and not of the pack's folder.</param>
public sealed record PackSource(string Name, string Text, bool BuiltIn);
