window.YTD.tweets.part0 = [
  {"tweet" : {"edit_info":{"initial":{"editTweetIds":["203"]}}, "retweeted" : false, "source" : "<a href=\"https://mobile.example.org\">App</a>",
    "entities" : {"user_mentions":[],"urls":[],"symbols":[],"hashtags":[]}, "display_text_range":["0","24"], "favorite_count":"1", "in_reply_to_status_id_str":"201", "id_str":"202", "in_reply_to_user_id":"9", "truncated":false, "retweet_count":"0", "id":"202", "created_at":"Wed Oct 10 20:25:00 +0000 2018", "favorited":false, "full_text":"The ferry runs at night.", "lang":"en", "in_reply_to_screen_name":"norawhitfield", "in_reply_to_user_id_str":"9"}},
  {"tweet" : {"entities" : {"urls":[{"url":"https://t.co/aBc1","expanded_url":"https://example.org/bridge","display_url":"example.org/bridge","indices":["25","42"]}],"media":[{"expanded_url":"https://twitter.com/norawhitfield/status/201/photo/1","url":"https://t.co/pIc2","type":"photo"}]},
    "favorite_count":"12", "id_str":"201", "retweet_count":"3", "id":"201", "created_at":"Wed Oct 10 20:19:24 +0000 2018", "full_text":"Bridge closed &amp; ferry late: https://t.co/aBc1 🌉 https://t.co/pIc2", "lang":"en"}},
  {"tweet" : {"entities" : {"user_mentions":[{"name":"Ben","screen_name":"ben"}]}, "favorite_count":"0", "id_str":"199", "retweet_count":"7", "created_at":"Tue Oct 09 08:00:00 +0000 2018", "full_text":"RT @ben: It rains, and nobody has been tol…", "lang":"en"}},
  {"tweet" : {"entities" : {"media":[{"url":"https://t.co/pIc3","expanded_url":"https://twitter.com/norawhitfield/status/198/photo/1"}]}, "id_str":"198", "created_at":"Mon Oct 08 08:00:00 +0000 2018", "full_text":"https://t.co/pIc3", "lang":"zxx"}},
  {"tweet" : {"id_str":"197"}},
  {"tweet" : {"id_str":"196", "in_reply_to_status_id_str":"50", "in_reply_to_screen_name":"ben", "created_at":"Mon Oct 08 07:00:00 +0000 2018", "full_text":"@ben I was there. https://t.co/unknown1", "lang":"und"}}
]
