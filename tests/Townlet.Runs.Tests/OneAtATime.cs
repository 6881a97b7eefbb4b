// A process that one test starts holds the open files of all others until it becomes another program; a disk with open files can be neither unmounted nor made read-only.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
