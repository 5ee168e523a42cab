"""Windows, views, models and actions. Imports services.api, domain and base only."""
