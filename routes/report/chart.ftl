<#ftl output_format="HTML">
<#-- Plots as SVG in the page: no script, no font, no network; colours and dark mode are the page's (classes s1, s2, s3). -->
<#-- The smallest of 1, 2, 5, 10, … that is not below a value, so that an axis ends at a round number. -->
<#function top value>
<#list [0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000, 100000, 1000000] as power>
<#list [1, 2, 5] as digit><#if (power * digit >= value)><#return power * digit></#if></#list>
</#list>
<#return value>
</#function>
<#function x i n><#return (46 + ((n > 1)?then(i * 560 / (n - 1), 280)))?round></#function>
<#function y value most><#return (1860 - value * 1660 / most)?round / 10></#function>
<#macro frame id title text most unit labels>
<svg viewBox="0 0 640 230" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${text}</desc>
<#list [0, 0.5, 1] as part><line class="grid" x1="46" x2="620" y1="${y(part, 1)?c}" y2="${y(part, 1)?c}"/><text x="40" y="${(y(part, 1) + 4)?c}" text-anchor="end"><#if unit == "%">${(part * most * 100)?round} %<#elseif unit == "$">$${(part * most)?string("0.####")}<#else>${(part * most)?string("0.#")}</#if></text>
</#list>
<#local step = ((labels?size + 5) / 6)?int>
<#list labels as label><#if label?index % step == 0><text x="${x(label?index, labels?size)?c}" y="206" text-anchor="middle">${label}</text></#if></#list>
<#nested>
</svg>
</#macro>
<#-- Lines of whole numbers or shares; series: {"name", "values"}, where a value may be missing (nothing is drawn for it). -->
<#macro lines id title text unit labels series most=0>
<#local highest = most>
<#if highest == 0><#list series as s><#list s.values as v><#if v?is_number && (v > highest)><#local highest = v></#if></#list></#list><#local highest = top((highest == 0)?then(1, highest))></#if>
<@frame id title text highest unit labels>
<#list series as s><polyline class="line s${s?counter}" points="<#list s.values as v><#if v?is_number>${x(v?index, labels?size)?c},${y(v, highest)?c} </#if></#list>"/>
<#list s.values as v><#if v?is_number><circle class="dot s${s?counter}" cx="${x(v?index, labels?size)?c}" cy="${y(v, highest)?c}" r="2.5"/></#if></#list>
<line class="line s${s?counter}" x1="${46 + s?index * 130}" x2="${76 + s?index * 130}" y1="222" y2="222"/><text class="key s${s?counter}" x="${82 + s?index * 130}" y="226">${s.name}</text></#list>
</@frame>
</#macro>
<#macro bars id title text unit labels values>
<#local highest = 0>
<#list values as v><#if v?is_number && (v > highest)><#local highest = v></#if></#list>
<#local highest = top((highest == 0)?then(1, highest))>
<@frame id title text highest unit labels>
<#list values as v><#if v?is_number><rect class="bar s1" x="${(x(v?index, labels?size) - 6)?c}" width="12" y="${y(v, highest)?c}" height="${(186 - y(v, highest))?c}"/></#if></#list>
</@frame>
</#macro>
<#-- A share with its interval at each point: {"label", "value", "low", "high"}. -->
<#macro intervals id title text points>
<@frame id title text 1 "%" points?map(p -> p.label)>
<#list points as p><line class="whisker s1" x1="${x(p?index, points?size)?c}" x2="${x(p?index, points?size)?c}" y1="${y(p.low, 1)?c}" y2="${y(p.high, 1)?c}"/></#list>
<polyline class="line s1" points="<#list points as p>${x(p?index, points?size)?c},${y(p.value, 1)?c} </#list>"/>
<#list points as p><circle class="dot s1" cx="${x(p?index, points?size)?c}" cy="${y(p.value, 1)?c}" r="3.5"/></#list>
</@frame>
</#macro>
