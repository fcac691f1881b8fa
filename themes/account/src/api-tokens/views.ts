export const loadList = () => import("./list/ListView");
export const loadCreate = () => import("./create/CreateView");
export const loadConnect = () => import("./ConnectView");
export const loadDetails = () => import("./details/DetailsView");

/** The pages below the list: what loads each of them. */
export const views = [loadCreate, loadConnect, loadDetails];
