// Tests run one at a time: several towns on two cores would only make them slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
