"""What can be said: the vocabulary and the domain of Rawabit, as data with small typed loaders."""
