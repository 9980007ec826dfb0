window.YTD.note_tweet.part0 = [
  {"noteTweet" : {"noteTweetId":"77", "updatedAt":"2023-02-09T20:01:02.000Z", "lifecycle":{"value":"Committed"}, "createdAt":"2023-02-09T20:01:02.000Z",
    "core":{"styletags":[], "urls":[{"expandedUrl":"https://example.org/long","toIndex":"40","shortUrl":"https://t.co/lOng","displayUrl":"example.org/long","fromIndex":"20"}], "text":"A long post on the bridge.\n\nSee https://t.co/lOng", "mentions":[], "cashtags":[], "hashtags":[]}}}
]
