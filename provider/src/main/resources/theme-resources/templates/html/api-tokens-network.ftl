<#import "api-tokens.ftl" as about>
<@about.mail kind="Network">
<p>${msg("apiTokensAddress", address)}</p>
</@about.mail>
