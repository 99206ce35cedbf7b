"""Settings: who a person is, where they are, and how they want to be talked to."""

from panager.contracts.names import Queue
from panager.features.feature import Activities, Commands, Feature, Parts, Routers, Tools


class UserSettings(Feature):
    """Rows and nothing else."""

    tables = ("users", "identities", "user_settings")

    def tools(self) -> Tools:
        """One for each kind of setting."""
        from activities.user_settings import declared_tools

        return declared_tools.SETTINGS

    def activities(self, parts: Parts) -> Activities:
        from activities.user_settings.habit_tools import HabitTools
        from activities.user_settings.tools import SettingsTools

        settings, habits = SettingsTools(parts.db), HabitTools(parts.db)
        return {
            Queue.CHAT: [
                settings.set_time_zone,
                settings.set_language,
                settings.set_persona,
                settings.set_quiet_hours,
                habits.set_habits,
                habits.show_settings,
            ]
        }

    def routers(self) -> Routers:
        from panager.api import user_settings

        return [user_settings.router]

    def commands(self) -> Commands:
        """One that shows and changes them."""
        from panager.bot.commands.settings_command import SETTINGS

        return [SETTINGS]
