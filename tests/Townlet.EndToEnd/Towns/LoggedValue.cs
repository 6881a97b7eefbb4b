namespace Townlet.EndToEnd;

/// <summary>One value in a TensorBoard log.</summary>
/// <param name="Step">Its place on the x axis.</param>
/// <param name="Tag">Its curve.</param>
/// <param name="Kind">"scalar", "histogram" or "text".</param>
/// <param name="Number">Of a scalar.</param>
internal sealed record LoggedValue(int Step, string Tag, string Kind, float Number);
