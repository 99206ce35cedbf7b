"""Activities: one class per collaborator, constructor-injected."""
