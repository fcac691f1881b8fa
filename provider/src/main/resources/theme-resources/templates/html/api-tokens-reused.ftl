<#import "api-tokens.ftl" as about>
<@about.mail kind="Reused"/>
