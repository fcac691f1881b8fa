<#ftl output_format="plainText">
${msg("apiTokensRevokedText", realmName)}

<#list tokens as token>
- ${token.name} (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if>
</#list>

${msg("apiTokensCause." + cause)}
${msg("apiTokensRevokedAdvice")}
<#if page??>

${msg("apiTokensPage")}: ${page}
</#if>
