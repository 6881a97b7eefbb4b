// Some tests count tensors or set torch's threads, which all tests of the process share.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
