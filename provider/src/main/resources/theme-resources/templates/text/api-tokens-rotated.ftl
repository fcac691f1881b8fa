<#ftl output_format="plainText">
${msg("apiTokensRotatedText", realmName)}

<#list tokens as token>
- ${token.name} (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if>
</#list>

${msg("apiTokensRotatedAdvice")}
<#if page??>

${msg("apiTokensPage")}: ${page}
</#if>
