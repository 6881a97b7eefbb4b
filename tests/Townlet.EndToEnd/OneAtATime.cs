// Each test has the machine to itself: towns that compete for two cores would only test patience.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
