namespace Townlet.Actors;

/// <summary>How the lives of the watched town are lived.</summary>
public enum LifeConditions
{
    /// <summary>At full difficulty and greedily, whatever the age of the policy, so that all ages compare.</summary>
    Today,

    /// <summary>At the stage and with the chance that the policy had in training.</summary>
    Then,
}
