namespace Townlet.Host.Commands;

/// <summary>The input of <c>eval</c> cannot be evaluated; the message says what, where and what to do.</summary>
internal sealed class EvaluationRefusedException(string message) : Exception(message);
