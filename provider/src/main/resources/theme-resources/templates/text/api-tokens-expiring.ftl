<#ftl output_format="plainText">
${msg("apiTokensExpiringText", realmName)}

<#list tokens as token>
- ${token.name} (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if>
</#list>

${msg("apiTokensExpiringAdvice")}
<#if page??>

${msg("apiTokensPage")}: ${page}
</#if>
