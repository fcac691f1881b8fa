import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { draftOfLink, savedDraft, withoutDraft } from "./draft";

/**
 * What a link or an interrupted visit fills the form with; the link is read once, and leaves the address.
 *
 * @param subject the person whose visit it was
 */
export function useInitialDraft(subject: string) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [draft] = useState(() => draftOfLink(search) ?? savedDraft(subject));

  useEffect(() => {
    if (draftOfLink(search)) {
      void navigate(pathname + withoutDraft(search), { replace: true });
    }
  }, [pathname, search, navigate]);

  return draft;
}
