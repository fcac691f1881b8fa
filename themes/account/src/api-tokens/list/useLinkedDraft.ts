import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { usePagePath } from "../../shell/usePagePath";
import { draftOfLink } from "../create/draft";

/** Leads a link that fills the form in to the form: in handbooks there are such from when the form was on this page. */
export function useLinkedDraft() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const page = usePagePath();

  useEffect(() => {
    if (draftOfLink(search)) {
      void navigate(`${page}/new${search}`, { replace: true });
    }
  }, [page, search, navigate]);
}
