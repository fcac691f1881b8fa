package dev.apitokens.keycloak.audit;

/** What the details of events about API tokens are called, and the words in them, as {@code docs/audit.md} has them. */
public final class ApiTokenEventDetails {

    /** Id of the token. */
    public static final String API_TOKEN_ID = "api_token_id";

    /** What was done to the token. */
    public static final String API_TOKEN_ACTION = "api_token_action";

    /** {@link #API_TOKEN_ACTION}: a secret of it was used that a rotation had ended. */
    public static final String SECRET_REUSED = "secret_reused";

    /** The person's name for the token. */
    public static final String API_TOKEN_NAME = "api_token_name";

    /** Prefix and last characters of the secret. */
    public static final String API_TOKEN_HINT = "api_token_hint";

    /** Which of the token's secrets was used; left out for the one that it has. */
    public static final String API_TOKEN_SECRET = "api_token_secret";

    /** {@link #API_TOKEN_SECRET}: the one before the last rotation. */
    public static final String PREVIOUS = "previous";

    /** What was sent to be exchanged. */
    public static final String SUBJECT_TOKEN_TYPE = "subject_token_type";

    /** The type of a credential or of a token: an API token. */
    public static final String API_TOKEN = "api-token";

    private ApiTokenEventDetails() {}
}
