<#ftl output_format="plainText">
<#import "api-tokens.ftl" as about>
<@about.mail kind="Network">
${msg("apiTokensAddress", address)}
</@about.mail>
