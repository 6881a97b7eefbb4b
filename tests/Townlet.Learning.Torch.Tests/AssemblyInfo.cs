// Some tests count tensors or collect garbage, which all tests of the process share.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
