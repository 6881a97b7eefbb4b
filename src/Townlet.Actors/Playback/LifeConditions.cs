namespace Townlet.Actors.Playback;

/// <summary>Conditions of the lives on show.</summary>
public enum LifeConditions
{
    /// <summary>Full difficulty and no random actions, for policies of any age, so that all ages compare.</summary>
    Today,

    /// <summary>The stage and epsilon that the policy had in training.</summary>
    Then,
}
