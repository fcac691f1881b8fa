import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { type Draft, draftOfLink, savedDraft, withoutDraft } from "./draft";

/**
 * What a link or an interrupted visit fills the form with; the link is read once, and leaves the address.
 *
 * @param subject the person whose visit it was
 * @returns the draft, and the number of those before it: another one is for another form
 */
export function useInitialDraft(subject: string) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [initial, setInitial] = useState<{ draft?: Draft; number: number }>(() => ({
    draft: draftOfLink(search) ?? savedDraft(subject),
    number: 0,
  }));
  const [read, setRead] = useState(search);

  if (read !== search) {
    const draft = draftOfLink(search);
    setRead(search);
    if (draft) {
      setInitial({ draft, number: initial.number + 1 });
    }
  }

  useEffect(() => {
    if (draftOfLink(search)) {
      void navigate(pathname + withoutDraft(search), { replace: true });
    }
  }, [pathname, search, navigate]);

  return initial;
}
