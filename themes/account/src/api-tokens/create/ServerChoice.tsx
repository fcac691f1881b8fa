import type { ResourceServer } from "../rest/apiToken";

type ServerChoiceProps = {
  id: string;
  server: ResourceServer;
  isChosen: boolean;
  /** The names of all scopes that are chosen. */
  scopes: string[];
  isFaulty: boolean;
  onServer: (isChosen: boolean) => void;
  onScope: (name: string, isChosen: boolean) => void;
};

/** One resource server to choose, and its scopes once it is. */
export const ServerChoice = ({
  id,
  server,
  isChosen,
  scopes,
  isFaulty,
  onServer,
  onScope,
}: ServerChoiceProps) => (
  <div className="api-tokens-choices" role="group" aria-label={server.name}>
    <label className="api-tokens-choice">
      <input
        type="checkbox"
        checked={isChosen}
        aria-invalid={isFaulty}
        onChange={({ target }) => onServer(target.checked)}
        data-testid={id}
      />
      <bdi>{server.name}</bdi>
    </label>
    {isChosen &&
      server.scopes.map(({ name, consentText }) => (
        <label key={name} className="api-tokens-choice">
          <input
            type="checkbox"
            checked={scopes.includes(name)}
            aria-invalid={isFaulty}
            onChange={({ target }) => onScope(name, target.checked)}
            data-testid={`${id}-${name}`}
          />
          <span>
            <bdi>{consentText}</bdi> <code>{name}</code>
          </span>
        </label>
      ))}
  </div>
);
