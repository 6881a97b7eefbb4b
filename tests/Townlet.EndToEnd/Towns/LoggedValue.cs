namespace Townlet.EndToEnd.Towns;

/// <summary>One value in a TensorBoard log.</summary>
/// <param name="Step">Position on the x axis.</param>
/// <param name="Tag">Name of the curve.</param>
/// <param name="Kind">"scalar", "histogram" or "text".</param>
/// <param name="Number">Value of a scalar.</param>
internal sealed record LoggedValue(int Step, string Tag, string Kind, float Number);
