// Leads from a former address to the present one, and keeps what stands after the #.
location.replace(document.currentScript.dataset.to + location.hash);
