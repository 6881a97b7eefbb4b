// The number of live tensors and torch's threads belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
