/** Whether the path of an address is one of the API Tokens page, or of what is below it. */
export const isApiTokensPath = (pathname: string) => /\/account\/api-tokens(\/|$)/.test(pathname);
