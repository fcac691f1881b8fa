<#ftl output_format="plainText">
${msg("apiTokensCreatedText", realmName)}

<#list tokens as token>
- ${token.name} (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if>
</#list>

${msg("apiTokensCreatedAdvice")}
<#if page??>

${msg("apiTokensPage")}: ${page}
</#if>
