namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A test with a real <see cref="S3Server"/>; skipped, with the reason, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class S3TheoryAttribute : TheoryAttribute
{
    public S3TheoryAttribute()
    {
        Skip = S3Server.Obstacle;
    }
}
