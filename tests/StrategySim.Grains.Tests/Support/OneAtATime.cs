// Clusters tell living silos from dead ones by time: several of them on two cores would keep each other waiting.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
