/** The id of what is below the tabs. */
export const CONTENT = "api-tokens-content";

/** Gives it the focus, when what had it is gone with what it was about; after a dialog has given the focus back. */
export const focusContent = () => setTimeout(() => document.getElementById(CONTENT)?.focus());
