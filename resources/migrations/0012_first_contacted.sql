UPDATE `event_lead` SET `first_at` = coalesce((
	SELECT min(e.`at`) FROM (
		SELECT `workspace_id`, `contact_id`, `event_id` FROM `event_key`
		UNION ALL SELECT `workspace_id`, `contact_id`, `event_id` FROM `event_key_fresh`
	) k JOIN `event` e ON e.`id` = k.`event_id`
	WHERE k.`workspace_id` = `event_lead`.`workspace_id` and k.`contact_id` = `event_lead`.`contact_id`
		and e.`campaign_id` = `event_lead`.`campaign_id` and e.`type` between 1 and 7
), 9007199254740991) WHERE `interest` IS NOT NULL;
